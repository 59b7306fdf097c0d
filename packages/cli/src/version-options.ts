import { policies } from "@sourcebook/export";

interface TextOption {
  readonly type: "string";
  readonly value: string;
  readonly about: string;
}

/** Options of every command that compares with releases. */
export const releasesOption: TextOption = {
  type: "string",
  value: "folder",
  about: "Where releases stand (default: releases)",
};

export const policyOption: TextOption = {
  type: "string",
  value: "name",
  about: `By whose rules: ${policies.join(", ")}`,
};
