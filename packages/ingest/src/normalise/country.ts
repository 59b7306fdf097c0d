import { createRequire } from "node:module";
import { type Normalised, normalised } from "./normalised.ts";

/**
 * Gives the two-letter code (ISO 3166-1) of a country by that code, its three letters or digits, or its English
 * name. A name that two countries share, such as `Congo`, gives none.
 */
export function normaliseCountry(text: string): Normalised {
  const found = countries().get(fold(text));
  return normalised(text, found?.size === 1 ? [...found][0] : undefined);
}

/** Short names in use that the list does not have. */
const SHORT_NAMES: readonly (readonly [name: string, code: string])[] = [
  ["Brunei", "BN"],
  ["Laos", "LA"],
  ["North Korea", "KP"],
  ["Palestine", "PS"],
  ["Russia", "RU"],
  ["Syria", "SY"],
  ["Vatican City", "VA"],
  ["Vietnam", "VN"],
];

const fold = (text: string): string =>
  text
    .trim()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’']/g, "'")
    .replace(/\s+/g, " ")
    .toLowerCase()
    .replace(/^the /, "");

let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The countries by their names and codes, folded; read when first asked for, because most commands never ask. */
function countries(): ReadonlyMap<string, ReadonlySet<string>> {
  known ??= readCountries();
  return known;
}

function readCountries(): ReadonlyMap<string, ReadonlySet<string>> {
  // Importing JSON makes Node 22.12 warn that this is experimental.
  const require: NodeJS.Require = createRequire(import.meta.url);
  const codes = require("i18n-iso-countries/codes.json") as readonly (readonly string[])[];
  const english = require("i18n-iso-countries/langs/en.json") as {
    readonly countries: Readonly<Record<string, string | readonly string[]>>;
  };
  const countries = new Map<string, Set<string>>();
  const add = (name: string, code: string) => {
    const key = fold(name);
    countries.set(key, (countries.get(key) ?? new Set()).add(code));
  };
  for (const [two = "", three = "", digits = ""] of codes) {
    for (const name of [two, three, digits]) add(name, two);
  }
  for (const [code, name] of Object.entries(english.countries)) {
    for (const one of typeof name === "string" ? [name] : name) add(one, code);
  }
  for (const [name, code] of SHORT_NAMES) add(name, code);
  return countries;
}
