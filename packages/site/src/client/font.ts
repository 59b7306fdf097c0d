import "../design/font.css";
