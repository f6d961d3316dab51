import type { Centre, Person } from "../support/centre.ts";
import { filesOf, isInvalid } from "../support/files.ts";
import { Line } from "../support/line.ts";
import type { Expected, Learnt } from "./judge-answer.ts";
import type { Step } from "./journey.ts";
import { pullBody } from "./pull-body.ts";

export type Made = { readonly text: string | undefined; readonly expected: Expected };

/** One workstation under load: its line is made and signed before the clock starts, as a real one has it on disk. */
export type Workstation = {
  readonly token: string;
  readonly replica: string;
  readonly branch: string;
  /** Makes the bodies of `changes` more changes (an even number), for companies from number `from` on. */
  readonly prepare: (changes: number, from: number) => void;
  /** @throws Error, where a change is asked for and none is prepared. */
  readonly bodyOf: (body: Step["body"]) => Made;
  readonly learn: (learnt: Learnt) => void;
};

export async function createWorkstation(centre: Pick<Centre, "hello" | "token" | "scopeOf">, person: Person, seed: string): Promise<Workstation> {
  const line = new Line(centre.scopeOf(person), seed);
  const address = { centre: centre.hello.centre, epoch: centre.hello.epoch.id, replica: line.replica };
  const waiting: Made[] = [];
  const made = { count: 0, cursor: 0 };
  const anything: Expected = { kind: "anything" };
  return {
    token: await centre.token(person), replica: line.replica, branch: person.branch,
    prepare: (changes, from) => {
      const files = filesOf(line, Math.ceil(changes / 2), from);
      files.changes.forEach((change, i) => {
        made.count += 1;
        const text = JSON.stringify(line.push(address.centre, address.epoch, made.count, [change]));
        waiting.push({ text, expected: { kind: "verdict", seq: made.count, change: i % 2 === 0 ? "created" : "submitted", valid: !isInvalid(from + Math.floor(i / 2)) } });
      });
    },
    bodyOf: (body) => {
      switch (body) {
        case "none": return { text: undefined, expected: anything };
        case "enrolment": return { text: JSON.stringify({ protocol: 1, centre: address.centre, replica: line.replica, publicKey: line.publicKey, device: "load" }), expected: anything };
        case "cursor": return { text: pullBody(address, person.branch, made.cursor), expected: { kind: "feed", branch: person.branch, after: made.cursor } };
        case "change": {
          const next = waiting.shift();
          if (next === undefined) throw new Error("no change prepared");
          return next;
        }
      }
    },
    learn: ({ cursor }) => { made.cursor = cursor ?? made.cursor; },
  };
}
