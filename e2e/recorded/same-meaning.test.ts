import { expect, test } from "vitest";
import { differences } from "./same-meaning.ts";

const answer = (value: unknown, status = 200) => ({ status, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(value) });

test("a new optional field is no difference; one that went, or says otherwise, is, and is named", () => {
  const was = answer({ have: 3, verdicts: [{ kind: "accepted", version: 1 }] });
  expect(differences(was, answer({ have: 3, verdicts: [{ kind: "accepted", version: 1, later: true }], news: [] }))).toEqual([]);
  expect(differences(was, answer({ have: 3, verdicts: [{ kind: "accepted" }] }))).toEqual(["verdicts.0.version: was 1, now undefined"]);
  expect(differences(was, answer({ have: "3", verdicts: [] }))).toHaveLength(2);
  expect(differences(was, answer({ code: "G5001" }, 500))[0]).toMatch(/^status: 200 was answered, now 500/);
});

test("what the centre chooses afresh is held to what it must be, not to what it was", () => {
  const verdict = (number: string) => answer({ number, request: "r" });
  expect(differences(verdict("1-ABCD-EFGH-K"), verdict("not a number"))).toEqual(["number: not a number is none"]);
  expect(differences(answer({ receipt: "a.b.c" }), answer({ receipt: "a.b.c" }))).toEqual(["receipt: no key of the centre signed it"]);
  expect([differences(answer({ by: "" }), answer({ by: "Ada" })), differences(answer({ by: "Ada" }), answer({ by: "" }))]).toEqual([[], ["by: was Ada, now "]]);
  const state = (text: string, hash: string) => answer({ state: text, hash });
  const hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
  expect(differences(state("{}", "of another"), state("{}", hash))).toEqual([]);
  expect(differences(state("{}", hash), state("{}", "of another"))).toEqual(["hash: is not that of the state"]);
});

test("of a stream, each event told before is told; comments are silence", () => {
  const stream = (body: string) => ({ status: 200, headers: { "content-type": "text/event-stream; charset=utf-8" }, body });
  expect(differences(stream('retry: 2000\n\ndata: {"n":1}\n\n'), stream(': hello\n\ndata: {"n":1}\n\n'))).toEqual([]);
  expect(differences(stream('event: date\ndata: {"n":1}\n\n'), stream('data: {"n":1}\n\n'))).toEqual(['event: event: date\ndata: {"n":1} was not told']);
});
