import type { VerificationRequest } from "../../shared/sync/verification.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import type { Centre, Person } from "../support/centre.ts";
import { filesOf, isInvalid } from "../support/files.ts";
import { Line } from "../support/line.ts";
import type { Questions } from "./asks.ts";
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
  /** The next `count` files of its line, each sound and of a company of its own, in one push; what the centre is to register. */
  readonly registration: (count: number, from: number) => { readonly text: string; readonly files: readonly Pick<VerificationRequest, "siren" | "amount">[] };
  /** Mark of the page that it last read; empty before. */
  readonly etag: () => string;
  readonly learn: (learnt: Learnt) => void;
};

/** `questions`: what strangers ask here, where a journey has any. */
export async function createWorkstation(centre: Pick<Centre, "hello" | "token" | "scopeOf">, person: Person, seed: string, questions?: Questions): Promise<Workstation> {
  const line = new Line(centre.scopeOf(person), seed);
  const address = { centre: centre.hello.centre, epoch: centre.hello.epoch.id, replica: line.replica };
  const waiting: Made[] = [];
  const made = { count: 0, cursor: 0, etag: "" };
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
        case "verification": {
          const question = questions?.next();
          if (question === undefined) throw new Error("no question prepared");
          return { text: JSON.stringify(question.asked), expected: { kind: "verification", question, at: Date.now() } };
        }
      }
    },
    registration: (count, from) => {
      const files = Array.from({ length: count }, (_, i) => someFields(from + i));
      const changes = files.flatMap((fields) => {
        const file = line.newId();
        return [line.seal("created", file, 0, { fields }), line.seal("submitted", file, 1, {})];
      });
      const first = made.count + 1;
      made.count += changes.length;
      return { text: JSON.stringify(line.push(address.centre, address.epoch, first, changes)), files: files.map(({ siren, amount }) => ({ siren: String(siren), amount: Number(amount) })) };
    },
    etag: () => made.etag,
    learn: ({ cursor, etag, verified }) => {
      made.cursor = cursor ?? made.cursor;
      made.etag = etag ?? made.etag;
      if (verified?.question.kind === "first") questions?.answered(verified.question.asked);
    },
  };
}
