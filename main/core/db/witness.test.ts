import { expect, test } from "vitest";
import { parseWitness, witnessKey, witnessToText, type Witness } from "./witness.ts";

const key = witnessKey(new Uint8Array(32).fill(1));
const witness: Witness = {
  mark: { counter: 12, at: 1_586_937_600_000, line: { seq: 3, hash: "abc" } },
  header: "00".repeat(24),
  base: { fileBytes: 32_768, page: 2, pageHash: "ff" },
};

test("a witness is read back as it was written, with and without its base", () => {
  expect(parseWitness(witnessToText(witness, key), key)).toEqual({ kind: "good", witness });
  const unsettled = { ...witness, base: undefined };
  expect(parseWitness(witnessToText(unsettled, key), key)).toEqual({ kind: "good", witness: unsettled });
});

test("any change of any character of its facts is noticed", () => {
  const text = witnessToText(witness, key);
  for (let at = 0; at < text.length - 1; at += 1) {
    const changed = text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);
    expect(parseWitness(changed, key).kind, `at ${at}: ${changed}`).not.toBe("good");
  }
});

test("another database's witness does not count", () => {
  expect(parseWitness(witnessToText(witness, key), witnessKey(new Uint8Array(32).fill(2)))).toEqual({ kind: "unreadable" });
});

test("a newer format is told apart from damage", () => {
  expect(parseWitness('{"format":2,"anything":true}', key)).toEqual({ kind: "newer", format: 2 });
  expect(parseWitness("", key)).toEqual({ kind: "unreadable" });
});
