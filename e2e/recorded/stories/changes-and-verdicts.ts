import { soundFields, sirenFrom } from "../../../sync-server/testing/sound-fields.ts";
import { people } from "../recorded-people.ts";
import { createRecordedLine, type Meant } from "../recorded-line.ts";
import type { Story } from "../story.ts";

const { marie, paul } = people;
const PDF = "5a".repeat(32);
const attached = { document: PDF, name: "Kbis.pdf", type: "application/pdf", size: 1_200, piece: "KBIS" };
const edit = (name: string, from: unknown, to: unknown) => ({ edits: { [name]: { from, to } } });

/** Every kind of change, every kind of verdict, and each way in which a push as a whole is not taken. */
export const changesAndVerdicts: Story = {
  name: "20-changes-and-verdicts",
  life: "founded",
  tell: async ({ post, listen }) => {
    const [line, other] = [createRecordedLine("verdicts", marie), createRecordedLine("verdicts of a colleague", paul)];
    for (const one of [line, other]) await post(`${one.who.login} enrols`, one.who, "/v1/enrol", one.enrolment());
    /** Seals and pushes what belongs together. */
    const send = async (by: typeof line, what: string, changes: readonly Meant[], encoding?: "zstd"): Promise<void> => {
      const numbers = changes.map(by.seal);
      await post(what, by.who, "/v1/push", by.push(numbers[0] ?? 1), encoding);
    };
    const branch = marie.branches[0]?.id ?? "";
    await listen("news of a branch, and of the date", paul, `/v1/news?branches=${branch}`, "event: date", async () => {
      await send(line, "created", [{ kind: "created", file: "one", body: { fields: soundFields({ siren: sirenFrom(1) }) } }]);
      await post("the date of a demonstration", marie, "/v1/demonstration/business-date", { businessDate: "2020-04-16" });
    });
    await post("and back", marie, "/v1/demonstration/business-date", { businessDate: "2020-04-15" });
    await send(line, "edited, attached, detached, in the encoding of a workstation", [
      { kind: "edited", file: "one", base: 1, body: edit("city", null, "Rennes") },
      { kind: "attached", file: "one", base: 2, body: attached },
      { kind: "detached", file: "one", base: 3, body: { document: PDF } },
    ], "zstd");
    await send(line, "submitted: registered, with a number and a receipt", [{ kind: "submitted", file: "one", base: 4 }]);
    await send(line, "refused, what follows is skipped, what mends is taken; the neighbour goes on", [
      { kind: "created", file: "two", body: { fields: { legalName: "SARL Deux", siren: sirenFrom(2) } } },
      { kind: "submitted", file: "two", base: 1, change: "refused" },
      { kind: "edited", file: "two", base: 1, body: edit("city", null, "Brest"), change: "skipped" },
      { kind: "created", file: "three", body: { fields: soundFields({ siren: sirenFrom(3) }) } },
    ]);
    await send(line, "what was skipped is issued again, and mends", [{ kind: "edited", file: "two", base: 2, body: edit("city", null, "Brest"), change: "skipped", mends: "refused" }]);
    await send(line, "withdrawn", [{ kind: "withdrawn", file: "two", base: 3, body: { why: "Le client renonce." } }]);
    await send(line, "a closed file takes nothing", [{ kind: "edited", file: "two", base: 4, body: edit("city", "Brest", "Rennes") }]);
    await send(line, "over the ceiling", [{ kind: "edited", file: "three", base: 1, body: edit("amount", 10_000_000, 900_000_000) }, { kind: "submitted", file: "three", base: 2 }]);
    await post("repeated: the first verdicts", marie, "/v1/push", line.push(1, 9));
    await send(line, "an intention that was accepted comes again under another number", [{ kind: "withdrawn", file: "two", base: 3, body: { why: "Le client renonce." }, change: "verdicts 11" }]);

    await send(line, "a file for two", [{ kind: "created", file: "four", body: { fields: soundFields({ siren: sirenFrom(4) }) } }]);
    await send(other, "a colleague edits what she saw", [{ kind: "edited", file: "four", base: 1, body: edit("amount", 10_000_000, 12_000_000) }]);
    await send(line, "the same field meanwhile: a conflict; it cannot be submitted", [{ kind: "edited", file: "four", base: 1, body: edit("amount", 10_000_000, 11_000_000) }, { kind: "submitted", file: "four", base: 3, change: "too early" }]);
    await send(line, "settled", [{ kind: "settled", file: "four", base: 4, mends: "too early", body: { settlements: { amount: { expected: 12_000_000, value: 11_000_000 } } } }]);
    await send(other, "submitted over what he has not seen", [{ kind: "submitted", file: "four", base: 2 }]);

    await send(line, "a kind that this centre does not know, a text that cannot be stored, another's file", [
      { kind: "tinted", file: "five", body: { colour: "bleu" } },
      { kind: "created", file: "six", body: { fields: { legalName: "\u0000" } } },
      { kind: "edited", file: "of nobody", base: 1, body: edit("city", null, "Paris") },
      { kind: "created", file: "seven", body: "no body" },
    ]);
    const next = line.seal({ kind: "edited", file: "four", base: 5, body: edit("city", null, "Lorient") });
    line.seal({ kind: "withdrawn", file: "four", base: 6 });
    await post("a number too far: a gap", marie, "/v1/push", line.push(next + 1));
    await post("under another's signature", marie, "/v1/push", { ...line.push(next), signature: other.push(1).signature });
    line.forget(2);
    line.seal({ kind: "withdrawn", file: "one", base: 1 });
    await post("another life of the same line: a fork", marie, "/v1/push", line.push(2));
    await post("the centre is told why it stopped", marie, "/v1/alarm", { ...line.address(), kind: "replica-ahead", have: 2, known: 9 });
  },
};
