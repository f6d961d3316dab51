import { expect, test } from "vitest";
import { createFakeBridge } from "../testing/fake-bridge.ts";
import { createDesk } from "./desk.ts";
import { createRequests } from "./requests.ts";

test("who came last to a desk hears; who left late does not silence it, and no other desk is heard", () => {
  const { answer, ask } = createRequests<string>();
  const [desk, other] = [createDesk(createFakeBridge()), createDesk(createFakeBridge())];
  const heard: string[] = [];
  const stopFirst = answer(desk, (asked) => heard.push(`first ${asked}`));
  ask(desk, "a");
  const stopSecond = answer(desk, (asked) => heard.push(`second ${asked}`));
  stopFirst();
  ask(desk, "b");
  ask(other, "c");
  stopSecond();
  ask(desk, "d");
  expect(heard).toEqual(["first a", "second b"]);
});
