import { yankRelease } from "@sourcebook/export";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { usageError } from "../read-args.ts";

export const yank: Command = defineCommand({
  name: "yank",
  summary: "Mark a release as one that nobody should use any more, with a reason",
  usage: "<folder of the release>",
  maxPositionals: 1,
  options: {
    reason: { type: "string", value: "words", about: "Why, for those who use it: one line" },
    date: { type: "string", value: "day", about: "The day from which on, YYYY-MM-DD" },
  },
  async run({ values, positionals: [path] }, io) {
    const { reason, date, json = false } = values;
    if (path === undefined) throw usageError(yank, "Which release?");
    if (reason === undefined || date === undefined) {
      throw usageError(
        yank,
        "A release is yanked with a --reason, and with the --date it counts from",
      );
    }
    const outcome = await yankRelease(path, { since: date, reason });
    const { name, version, since, isNew } = outcome;
    io.stdout.write(
      json
        ? `${JSON.stringify(outcome, undefined, 2)}\n`
        : isNew
          ? `${escapeControls(`${name} ${version} is yanked since ${since}: ${reason}`)}\n${publishAgain}\n`
          : `${name} ${version} was yanked already, since the same day and for the same reason\n`,
    );
    return exitCodes.fine;
  },
});

const publishAgain = "Publish versions.json again: it is what tells those who have the release";
