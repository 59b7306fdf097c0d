import { describe, expect, test } from "vitest";
import { defineCommand } from "../src/command.ts";
import { readArgs } from "../src/read-args.ts";

const command = defineCommand({
  name: "pick",
  summary: "Pick things",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    date: { type: "string", value: "day", about: "A day" },
    rule: { type: "string", value: "id", multiple: true, about: "Rules" },
    write: { type: "boolean", about: "Write" },
  },
  run: async () => 0,
});

test("words, options and repeated options are told apart, in any order", () => {
  expect(
    readArgs(command, ["--write", "seeds", "--rule", "a", "--date=2020-01-02", "--rule=b"]),
  ).toEqual({
    values: { write: true, date: "2020-01-02", rule: ["a", "b"] },
    positionals: ["seeds"],
  });
});

test("after -- everything is a word", () => {
  expect(readArgs(command, ["--", "--write"])).toEqual({ values: {}, positionals: ["--write"] });
});

test("a prototype's name is no option", () => {
  expect(() => readArgs(command, ["--toString"])).toThrow("--toString is not an option");
  expect(() => readArgs(command, ["--__proto__"])).toThrow("--__proto__ is not an option");
});

describe("wrong usage says what, how and where to read on", () => {
  const usage = "Usage: sourcebook pick [folder]\n  See sourcebook pick --help";
  test.each([
    [["--dat", "x"], '--dat is not an option of "pick"\n  Did you mean --date?'],
    [["-x"], '-x is not an option of "pick"'],
    [["--date"], "--date needs a value: --date <day>"],
    [["--date", "--json"], "--date needs a value: --date <day>"],
    [["--date", ""], "--date needs a value: --date <day>"],
    [["--date", "a", "--date", "b"], "--date stands here twice"],
    [["--write=yes"], "--write takes no value"],
    [["a", "b"], '"b" is one word too many'],
  ])("%j", (words, message) => {
    const error = catchError(() => readArgs(command, words));
    expect(error).toMatchObject({ name: "SourcebookError", code: "USAGE" });
    expect((error as Error).message).toBe(`${message}\n  ${usage}`);
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
