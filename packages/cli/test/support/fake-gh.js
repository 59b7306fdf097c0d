// Stands for GitHub in tests: keeps releases, pull requests and comments in the folder GH_STATE.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

const state = process.env.GH_STATE ?? "";
const [kind, verb, ...rest] = process.argv.slice(2);
const text = { type: "string" };
const { values, positionals } = parseArgs({
  args: rest,
  allowPositionals: true,
  options: {
    "exclude-drafts": { type: "boolean" },
    "edit-last": { type: "boolean" },
    "create-if-none": { type: "boolean" },
    clobber: { type: "boolean" },
    ...Object.fromEntries(
      "limit json jq pattern dir title notes-file target head base body body-file state"
        .split(" ")
        .map((name) => [name, text]),
    ),
  },
});
const read = (name) =>
  existsSync(join(state, name)) ? JSON.parse(readFileSync(join(state, name), "utf8")) : [];
const write = (name, value) => writeFileSync(join(state, name), JSON.stringify(value));
const print = (lines) => process.stdout.write(lines.map((line) => `${line}\n`).join(""));

switch (`${kind} ${verb}`) {
  case "release list":
    print(read("releases.json").map(({ tag }) => tag));
    break;
  case "release create": {
    const [tag, ...files] = positionals;
    const folder = join(state, tag);
    mkdirSync(folder);
    for (const file of files) cpSync(file, join(folder, basename(file)));
    const notes = readFileSync(values["notes-file"], "utf8");
    const made = { tag, title: values.title, notes, target: values.target };
    write("releases.json", [made, ...read("releases.json")]);
    break;
  }
  case "release download": {
    const folder = join(state, positionals[0]);
    const found = readdirSync(folder).filter((name) => name === values.pattern);
    if (found.length === 0) throw new Error(`no assets match ${values.pattern}`);
    for (const name of found) cpSync(join(folder, name), join(values.dir, name));
    break;
  }
  case "pr list":
    print(
      read("pulls.json")
        .filter(({ head }) => head === values.head)
        .map(({ number }) => number),
    );
    break;
  case "pr create": {
    const pulls = read("pulls.json");
    const { head, base, title } = values;
    write("pulls.json", [...pulls, { number: pulls.length + 1, head, base, title }]);
    break;
  }
  case "pr comment":
    write("comment.json", {
      number: positionals[0],
      body: readFileSync(values["body-file"], "utf8"),
    });
    break;
  default:
    throw new Error(`The test does not know gh ${kind} ${verb}`);
}
