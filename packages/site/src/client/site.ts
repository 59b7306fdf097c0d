// What every page has in the browser. Without it all pages still read and all links still lead somewhere.
import "../design/site.css";
import { addCopyButtons } from "./copy.ts";
import { addFilters } from "./filter.ts";
import { addThemeToggle } from "./theme.ts";

addThemeToggle();
addCopyButtons();
addFilters();
