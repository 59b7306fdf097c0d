/**
 * The colours of pictures that stand alone, by the names of `tokens.css`: a file that is looked at outside of the
 * site brings its own.
 */
export const palette: Readonly<Record<"light" | "dark", Readonly<Record<ColourName, string>>>> = {
  light: {
    "--paper": "#fbfaf7",
    "--paper-sunk": "#f2f0ea",
    "--ink": "#1e1c19",
    "--ink-soft": "#57534c",
    "--rule": "#dcd8cf",
    "--rule-strong": "#8d877b",
    "--accent": "#14566b",
    "--accent-soft": "#e0ecef",
    "--added": "#1c6639",
    "--removed": "#9a2a1d",
  },
  dark: {
    "--paper": "#171614",
    "--paper-sunk": "#24221f",
    "--ink": "#ece8e0",
    "--ink-soft": "#b0aaa0",
    "--rule": "#3a3732",
    "--rule-strong": "#7d776c",
    "--accent": "#86c5d8",
    "--accent-soft": "#1d333a",
    "--added": "#8fd0a3",
    "--removed": "#f0a196",
  },
};

type ColourName =
  | "--paper"
  | "--paper-sunk"
  | "--ink"
  | "--ink-soft"
  | "--rule"
  | "--rule-strong"
  | "--accent"
  | "--accent-soft"
  | "--added"
  | "--removed";
