import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import fc from "fast-check";
import { bodyHashOf, changeHashOf, pushSigningText, ZERO_HASH, type Head } from "../../../shared/sync/change.ts";
import type { BranchKeys, SealedContent } from "../../../shared/sync/protocol.ts";
import { parseSegmentName, segmentName } from "../../../shared/sync/segment.ts";
import { sealedPartSchema } from "../../../shared/sync/sealed-part-schema.ts";
import { parseSealedPart, readSealedFile } from "../../../shared/sync/sealed-part.ts";
import { readSegment, type SegmentContext } from "../../../main/core/folder/read-segment.ts";
import { closeSegment } from "../../../main/core/folder/segment-box.ts";
import { openPart } from "../../../sync-server/domain/sealed/open-part.ts";
import { sealForCentre } from "../../../sync-server/testing/seal-for-centre.ts";
import { newId } from "../../../sync-server/testing/workstation.ts";
import { nearJson } from "../near-json.ts";
import { bytesOf, outcomeOf, same, textOf, type Outcome, type Parser } from "../parser.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const [bank, branch, centre, epoch, replica] = [newId(), newId(), newId(), newId(), newId()];
const pair = generateKeyPairSync("ed25519");

/** A push that is right in every respect: two changes of one line, signed. */
function aPush(): SealedContent {
  let prev = ZERO_HASH;
  const changes = [1, 2].map((seq) => {
    const [body, salt] = [JSON.stringify({ fields: { legalName: `Société n° ${seq}` } }), randomBytes(16).toString("hex")];
    const head = JSON.stringify({ v: 1, bank, branch, file: newId(), change: newId(), replica, seq, prev, kind: "created", kindVersion: 1, base: 0, author: "anne", madeAt: 1, rules: "pge@1", reference: "1", bodyHash: bodyHashOf(sha256, salt, body) } satisfies Head);
    prev = changeHashOf(sha256, head);
    return { head, body, salt };
  });
  const text = pushSigningText({ centre, epoch, replica, first: 1, last: 2, lastHash: prev });
  return { bank, push: { protocol: 1, centre, epoch, replica, first: 1, changes, signature: sign(null, Buffer.from(text), pair.privateKey).toString("base64url") } };
}
const content = aPush();
const { x = "", d = "" } = generateKeyPairSync("x25519").privateKey.export({ format: "jwk" });
const key = { kid: "sealed-1", x, d };
const once = generateKeyPairSync("x25519").privateKey;
const facts = { centre, epoch, key, once };
const parts = [1, 2].map((part) => sealForCentre({ ...facts, set: branch, part, of: 2 }, content));

const file: Parser = {
  name: "sealed-file", source: "shared/sync/sealed-part.ts",
  open: () => ({
    samples: [bytesOf(parts.map((part) => `${JSON.stringify(part)}\n`).join("")), bytesOf(`${JSON.stringify(sealForCentre(facts, content))}\r\n`)],
    near: fc.array(nearJson(...parts), { minLength: 1, maxLength: 3 }).map((lines) => bytesOf(lines.map(textOf).join("\n"))), words: ['"part":', '"of":', "\n", '"guichet":"sealed"'],
    feed: (input) => {
      const text = textOf(input);
      for (const line of text.split("\n").slice(0, 4)) {
        const read = parseSealedPart(line);
        if (!read.ok) continue;
        if (!sealedPartSchema.safeParse(read.value).success) throw new Error("the window takes a part that the centre refuses");
        same("a part", parseSealedPart(JSON.stringify(read.value)), read);
        const opened = openPart([key], read.value);
        if (opened.ok && JSON.stringify(opened.value) !== JSON.stringify(content)) throw new Error("a part opens to what was not sealed");
      }
      return outcomeOf(readSealedFile(text));
    },
  }),
};

/** What lies inside the seal, from somebody who knows the centre's public key. */
const inside: Parser = {
  name: "sealed-content", source: "sync-server/domain/sealed/open-part.ts",
  open: () => ({
    samples: [bytesOf(JSON.stringify(content))], near: nearJson(content),
    feed: (input) => {
      const opened = openPart([key], sealForCentre(facts, textOf(input)));
      if (!opened.ok) return outcomeOf(opened);
      same("what is sealed", openPart([key], sealForCentre(facts, opened.value)), opened);
      return "accepted";
    },
  }),
};

const branchKey = { branch, id: newId(), secret: randomBytes(32).toString("base64url") };
const keys: BranchKeys = { epoch: { n: 1, id: epoch }, keys: [branchKey], colleagues: [{ replica, user: "anne", publicKey: pair.publicKey.export({ format: "jwk" }).x ?? "", have: 0 }] };
const context: SegmentContext = { keys, bank, centre, epoch, sha256 };
const salt = randomBytes(32);
const believed = JSON.stringify(content.push.changes);
function feedSegment(text: string): Outcome {
  const read = readSegment(text, context);
  if (!read.ok) return outcomeOf(read);
  if (JSON.stringify(read.value.changes.map(({ sealed }) => sealed)) !== believed) throw new Error("a change is believed that nobody signed");
  return "accepted";
}
const segment: Parser = {
  name: "segment", source: "main/core/folder/read-segment.ts",
  open: () => ({ samples: [bytesOf(JSON.stringify(closeSegment(branchKey, salt, content)))], near: nearJson(closeSegment(branchKey, salt, content)), feed: (input) => feedSegment(textOf(input)) }),
};
/** From somebody who holds the branch's key, and no colleague's. */
const segmentContent: Parser = {
  name: "segment-content", source: "main/core/folder/read-signed-push.ts",
  open: () => ({
    samples: [bytesOf(JSON.stringify(content))], near: nearJson(content),
    feed: (input) => {
      try {
        return feedSegment(JSON.stringify(closeSegment(branchKey, salt, JSON.parse(textOf(input)) as SealedContent)));
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof RangeError) return "refused not-json";
        throw error;
      }
    },
  }),
};
const name: Parser = {
  name: "segment-name", source: "shared/sync/segment.ts",
  open: () => {
    const sample = segmentName({ replica, first: 1, last: 12 });
    return {
      samples: [bytesOf(sample)], near: fc.tuple(fc.constantFrom(replica, replica.toUpperCase(), "..", ""), fc.integer({ min: -1, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.constantFrom("", "", "", "/", "\0", ".tmp")).map(([id, first, last, more]) => bytesOf(segmentName({ replica: id, first, last }) + more)),
      feed: (input) => {
        const text = textOf(input);
        const read = parseSegmentName(text);
        if (read === undefined) return "refused";
        if (segmentName(read) !== text) throw new Error("a name does not come back as it was read");
        return "accepted";
      },
    };
  },
};

export const sealedParsers: readonly Parser[] = [file, inside, segment, segmentContent, name];
