import { whyNotFor } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { BUILT_IN, packName } from "../../../shared/pge/packs/packs.ts";
import type { ParsedPack } from "../../../shared/pge/packs/document/parse-pack.ts";
import { publicationText, withdrawalText } from "../../../shared/sync/pack-messages.ts";
import type { PackRow, PackWord, Store } from "../../store/store.ts";
import { refuseOutOfScope } from "../out-of-scope.ts";
import type { ReceiptSigner } from "../receipt.ts";
import type { Caller } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { sayWord } from "../two-persons.ts";

/** Where a pack stands. */
export type PackStanding = "proposed" | "published" | "turned-down" | "withdrawal-asked" | "withdrawn";
export type PackTold = { readonly name: string; readonly standing: PackStanding; readonly row: PackRow };

/**
 * What operators of the centre do with packs of rules; the caller of each is one (G3002). G9611 no such pack; G9612 of that name there is one; G9613 it is not where that can be done; G9504 the same
 * person again.
 */
export type SchemeDesk = {
  readonly list: () => Promise<readonly PackTold[]>;
  readonly propose: (caller: Caller, parsed: ParsedPack, text: string) => Promise<Result<PackTold, CodedError>>;
  /** The second word, of somebody else: published from then on. */
  readonly approve: (caller: Caller, name: string) => Promise<Result<PackTold, CodedError>>;
  readonly turnDown: (caller: Caller, name: string) => Promise<Result<PackTold, CodedError>>;
  /** The first word asks for it, another person's takes it back. */
  readonly withdraw: (caller: Caller, name: string) => Promise<Result<PackTold, CodedError>>;
};
type Parts = {
  readonly store: Pick<Store, "listPacks" | "proposePack" | "sayOfPack">;
  readonly centre: { readonly id: string };
  readonly signer: () => Pick<ReceiptSigner, "kid" | "signText">;
  readonly now: () => number;
  readonly secondWordMs: number;
};

const refusal = (code: "G9611" | "G9612" | "G9613", params: CodedError["params"]): Result<never, CodedError> => err<CodedError>({ code, ...(params === undefined ? {} : { params }) });
const unknown = (pack: string) => refusal("G9611", { pack });
const taken = (pack: string) => refusal("G9612", { pack });
const elsewhere = (pack: string, standing: PackStanding) => refusal("G9613", { pack, standing });

export function createSchemeDesk({ store, centre, signer, now, secondWordMs }: Parts): SchemeDesk {
  const find = async (name: string): Promise<PackRow | undefined> => (await store.listPacks()).find((row) => row.name === name);
  const told = (row: PackRow): PackTold => ({ name: row.name, standing: standingOf(row, now()), row });
  const again = async (name: string): Promise<Result<PackTold, CodedError>> => {
    const row = await find(name);
    return row === undefined ? unknown(name) : ok(told(row));
  };
  /** The kid with the signature: a key that is no longer the newest still verifies. */
  const sign = async (text: string): Promise<string> => {
    const key = signer();
    return `${key.kid}.${await key.signText(text)}`;
  };

  async function say(name: string, word: Omit<PackWord, "place">): Promise<Result<PackTold, CodedError>> {
    const said = await store.sayOfPack({ name, ...word }).then(() => ok(true as const)).catch(refuseOutOfScope);
    return said.ok ? await again(name) : said;
  }

  return {
    list: async () => (await store.listPacks()).map(told),
    propose: async (caller, { pack }, text) => {
      const no = whyNotFor(caller.role, "registrations.act");
      if (no !== undefined) return err(no);
      const name = packName(pack);
      if (BUILT_IN.find(name) !== undefined) return taken(name);
      const from = (JSON.parse(text) as { readonly from: string }).from; // the parsed document's own text
      const proposed = store.proposePack({ name, document: text, hash: sha256(text), from, composedBy: caller.user, composedAt: now() });
      const made = await proposed.then(ok).catch(refuseOutOfScope);
      if (!made.ok) return made;
      return made.value ? await again(name) : taken(name);
    },
    approve: async (caller, name) => {
      const no = whyNotFor(caller.role, "registrations.act");
      if (no !== undefined) return err(no);
      const row = await find(name);
      if (row === undefined) return unknown(name);
      if (standingOf(row, now()) !== "proposed") return elsewhere(name, standingOf(row, now()));
      const at = now();
      const second = sayWord({ id: name, detail: row.hash, by: row.composedBy, at: row.composedAt, until: at }, row.hash, { person: caller.user, at, forMs: 0, newId: () => name });
      if (!second.ok) return second;
      const signature = await sign(publicationText(centre.id, { name, hash: row.hash, at }));
      return await say(name, { step: "published", person: caller.user, at, until: null, signature });
    },
    turnDown: async (caller, name) => {
      const no = whyNotFor(caller.role, "registrations.act");
      if (no !== undefined) return err(no);
      const row = await find(name);
      if (row === undefined) return unknown(name);
      if (standingOf(row, now()) !== "proposed") return elsewhere(name, standingOf(row, now()));
      return await say(name, { step: "turned-down", person: caller.user, at: now(), until: null, signature: null });
    },
    withdraw: async (caller, name) => {
      const no = whyNotFor(caller.role, "registrations.act");
      if (no !== undefined) return err(no);
      const row = await find(name);
      if (row === undefined) return unknown(name);
      const standing = standingOf(row, now());
      if (standing !== "published" && standing !== "withdrawal-asked") return elsewhere(name, standing);
      const at = now();
      const asked = row.words.findLast(({ step }) => step === "withdrawal-asked");
      const first = asked === undefined ? undefined : { id: String(asked.place), detail: row.hash, by: asked.person, at: asked.at, until: asked.until ?? 0 };
      const word = sayWord(first, row.hash, { person: caller.user, at, forMs: secondWordMs, newId: () => name });
      if (!word.ok) return word;
      if (!word.value.done) return await say(name, { step: "withdrawal-asked", person: caller.user, at, until: at + secondWordMs, signature: null });
      return await say(name, { step: "withdrawn", person: caller.user, at, until: null, signature: await sign(withdrawalText(centre.id, { name, hash: row.hash, at })) });
    },
  };
}

export function standingOf({ words }: PackRow, at: number): PackStanding {
  const has = (step: PackWord["step"]): boolean => words.some((word) => word.step === step);
  if (has("withdrawn")) return "withdrawn";
  if (has("turned-down")) return "turned-down";
  if (!has("published")) return "proposed";
  const asked = words.findLast(({ step }) => step === "withdrawal-asked");
  return asked !== undefined && (asked.until ?? 0) >= at ? "withdrawal-asked" : "published";
}
