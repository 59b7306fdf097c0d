import { CellFault } from "./cell-fault.ts";

/** Reads a whole number without losing a digit; anything else that looks like one is a fault with the right spelling. */
export function typeInteger(text: string): number | CellFault {
  if (INTEGER.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value + 0 : tooPrecise(text);
  }
  const value = NUMBER.test(text) ? exactNumber(text) : undefined;
  if (value === undefined || !Number.isSafeInteger(value)) return explain(text, "a whole number");
  return new CellFault(
    "cell-type",
    "This is a whole number, but not written as one.",
    write(value),
  );
}

/** Reads a decimal number; what a double cannot hold is a fault, not the nearest double. */
export function typeNumber(text: string): number | CellFault {
  if (!NUMBER.test(text)) return explain(text, "a number");
  return exactNumber(text) ?? tooPrecise(text);
}

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value, unless its digits are lost in it. Zeros at the end are no digits: 1.50 is 1.5. */
function exactNumber(text: string): number | undefined {
  // `+ 0` makes one zero of two: no table tells -0 from 0.
  const value = Number(text) + 0;
  // Doubles hold any 15 digits.
  if (text.length <= 15 && !/[eE]/.test(text)) return value;
  if (!Number.isFinite(value)) return undefined;
  return decimalOf(text) === decimalOf(String(value)) ? value : undefined;
}

/** Digits without leading and trailing zeros, with the power of ten of the last: equal for equal values. */
function decimalOf(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  if (end === 0) return "0";
  const power = Number(exponent) - fraction.length + (digits.length - end);
  return `${mantissa.startsWith("-") ? "-" : ""}${digits.slice(0, end)}e${power}`;
}

const tooPrecise = (text: string): CellFault =>
  new CellFault(
    "number-precision",
    "The number cannot be kept digit for digit.",
    /[.eE]/.test(text)
      ? `Round it to 15 digits or fewer; the nearest that can be kept is ${Number(text)}.`
      : "Make the field text if it is an identifier, or round the number.",
  );

const write = (value: number | string): string => `Write it as ${value}.`;

function explain(text: string, wanted: string): CellFault {
  const trimmed = text.trim();
  if (trimmed !== text && NUMBER.test(trimmed)) {
    return new CellFault("cell-type", "Spaces stand around the number.", write(trimmed));
  }
  if (text.length > 100) return notA(wanted);
  if (/^-?0\d+$/.test(text)) {
    return new CellFault(
      "number-precision",
      "The number has leading zeros, which would be lost.",
      "Make the field text if it is an identifier, or remove the zeros.",
    );
  }
  if (/^[+]\d/.test(text) && NUMBER.test(text.slice(1))) {
    return new CellFault("cell-type", "The number has a plus sign.", write(text.slice(1)));
  }
  if (/^-?\.\d+$/.test(text)) {
    return new CellFault(
      "cell-type",
      "The number lacks a digit before its point.",
      write(text.replace(".", "0.")),
    );
  }
  if (/^-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$/.test(text) || /^-?\d{1,3},\d{3}\.\d+$/.test(text)) {
    return new CellFault(
      "cell-type",
      "The number has separators of thousands.",
      write(text.replaceAll(",", "")),
    );
  }
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(text)) {
    return new CellFault(
      "decimal-comma",
      "The comma may separate decimals or thousands.",
      `Write ${text.replace(",", ".")} or ${text.replace(",", "")}, whichever is meant.`,
    );
  }
  if (/^-?\d{1,3}(?:[.\s]\d{3})*,\d+$|^-?\d+,\d+$/.test(text)) {
    const plain = text.replace(/[.\s]/g, "").replace(",", ".");
    return new CellFault("decimal-comma", "The number has a decimal comma.", write(plain));
  }
  return notA(wanted);
}

const notA = (wanted: string): CellFault =>
  new CellFault("cell-type", `This is not ${wanted}.`, `Write ${wanted}, or leave the cell empty.`);
