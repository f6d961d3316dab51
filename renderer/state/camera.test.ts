import { expect, test } from "vitest";
import { faultOf, pictureName } from "./camera.ts";

test("what a person can do about a camera differs by why there is no picture", () => {
  expect(["NotAllowedError", "SecurityError", "NotFoundError", "OverconstrainedError", "NotReadableError", "AbortError", "TypeError", ""].map(faultOf)).toEqual(["refused", "refused", "none", "none", "busy", "busy", "failed", "failed"]);
});

test("a picture is named by when it was taken, in letters that every system takes", () => {
  expect(pictureName(Date.UTC(2020, 3, 15, 8, 5, 9))).toBe("photo-2020-04-15-080509.jpg");
});
