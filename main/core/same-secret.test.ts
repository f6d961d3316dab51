import { expect, test } from "vitest";
import { isSameSecret } from "./same-secret.ts";

test("secrets are the same when every letter is, whatever they are made of, and lengths may differ", () => {
  expect([isSameSecret("abc", "abc"), isSameSecret("abc", Buffer.from("abc")), isSameSecret("é", Buffer.from("é"))]).toEqual([true, true, true]);
  expect([isSameSecret("abc", "abd"), isSameSecret("abc", "abcd"), isSameSecret("", "a"), isSameSecret(Uint8Array.of(1), Uint8Array.of(2))]).toEqual([false, false, false, false]);
});
