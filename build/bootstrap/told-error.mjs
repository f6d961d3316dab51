/** A failure already put into words for the person at the terminal: shown as it is, without a stack. */
export class ToldError extends Error {
  /** @param {string} french @param {string} english @param {string} [detail] what the tool itself said */
  constructor(french, english, detail = "") {
    super([french, english, detail].filter(Boolean).join("\n"));
    this.name = "ToldError";
  }
}
