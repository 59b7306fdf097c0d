import type { IssueCode } from "@sourcebook/schema";

/** Why a cell cannot be taken for a value of its field. A class, so that it cannot be mistaken for a value. */
export class CellFault {
  readonly code: IssueCode;
  readonly message: string;
  readonly fix: string;

  constructor(code: IssueCode, message: string, fix: string) {
    this.code = code;
    this.message = message;
    this.fix = fix;
  }
}
