import { validateNames } from "@sourcebook/schema/validate";

const row = { entity_id: "port-town", source_id: "a-source", form: "Tehran", kind: "full" };

function isEvalRefused(): boolean {
  try {
    return new Function("return false")();
  } catch {
    return true;
  }
}

document.body.textContent = JSON.stringify({
  isEvalRefused: isEvalRefused(),
  good: validateNames({ ...row, occurrences: 1, first_start: 0 }),
  bad: validateNames({ ...row, occurrences: 0, kin: 1 }).map(
    ({ field, code }) => `${field}: ${code}`,
  ),
});
