import { issueCodes, versionRules } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

test("explain lists every code, and says of each what it is and how to mend it", async () => {
  const { code, stdout } = await runCli("explain");
  expect(code).toBe(0);
  const listed = stdout.trimEnd().split("\n");
  expect(listed.toSorted()).toEqual(
    [...Object.keys(issueCodes), ...Object.keys(versionRules)].toSorted(),
  );
  for (const each of listed) {
    const { stdout: text } = await runCli("explain", each);
    expect(text).toMatch(new RegExp(`^${each}\\n\\nWhat\\. [\\s\\S]+\\n\\nFix\\. `));
  }
});

test("a misspelt code is wrong usage, with the one that was meant", async () => {
  expect(await runCli("explain", "quote-repeat")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no issue and no rule "quote-repeat"\n  Did you mean quote-repeats?\n',
  });
});

test("a version rule says how far the version must rise, and for whom", async () => {
  const { code, stdout } = await runCli("explain", "sv021");
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "SV021

    What. The licence changed. Uses that were allowed may not be any more. A licence that asks for less is minor; one that asks for more, or that cannot be compared, is major.

    Bump. major; minor when the new licence asks for less.

    Fix. Say in the changeset what users may no longer do.

    For readers. Read the new licence before you use this version.

    Before.

        licence: CC0-1.0

    After.

        licence: CC-BY-SA-4.0
    "
  `);
});
