import { issueCodes } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

test("explain lists every code, and says of each what it is and how to mend it", async () => {
  const { code, stdout } = await runCli("explain");
  expect(code).toBe(0);
  const listed = stdout.trimEnd().split("\n");
  expect(listed.toSorted()).toEqual(Object.keys(issueCodes).toSorted());
  for (const each of listed) {
    const { stdout: text } = await runCli("explain", each);
    expect(text).toMatch(new RegExp(`^${each}\\n\\nWhat\\. [\\s\\S]+\\n\\nFix\\. `));
  }
});

test("a misspelt code is wrong usage, with the one that was meant", async () => {
  expect(await runCli("explain", "quote-repeat")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no issue "quote-repeat"\n  Did you mean quote-repeats?\n',
  });
});
