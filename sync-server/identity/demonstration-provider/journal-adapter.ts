import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import type { SessionJournal } from "./session-journal.ts";

/**
 * A refresh token that was already used is honoured for this long for the key that it is bound to: its first answer may have been lost on the
 * way, and the workstation would otherwise have to sign in again. Later, or bound to no key, it is theft: the provider revokes the whole grant.
 */
const REUSE_GRACE_MS = 60_000;

/** The provider's storage, over the journal. */
export const journalAdapter = (journal: SessionJournal, now: () => number): AdapterFactory => (model) => createAdapter(model, journal, now);

function createAdapter(model: string, journal: SessionJournal, now: () => number): Adapter {
  const keyOf = (id: string): string => `${model}:${id}`;
  const find = (key: string): AdapterPayload | undefined => {
    const entry = journal.read(key);
    return entry === undefined ? undefined : withGrace(model, entry.payload, now());
  };
  return {
    upsert: async (id, payload, expiresIn) => {
      journal.write(keyOf(id), { payload: { ...payload }, expiresAtMs: expiresIn === undefined ? null : now() + expiresIn * 1000 });
    },
    find: async (id) => find(keyOf(id)),
    findByUid: async (uid) => findBy(journal, model, "uid", uid, find),
    findByUserCode: async (code) => findBy(journal, model, "userCode", code, find),
    consume: async (id) => {
      const entry = journal.read(keyOf(id));
      // Repeated within the grace, it does not live longer for it.
      if (entry !== undefined && entry.payload["consumed"] === undefined) journal.write(keyOf(id), { ...entry, payload: { ...entry.payload, consumed: Math.floor(now() / 1000) } });
    },
    destroy: async (id) => journal.remove(keyOf(id)),
    revokeByGrantId: async (grantId) => {
      for (const [key, entry] of journal.entries()) if (entry.payload["grantId"] === grantId) journal.remove(key);
    },
  };
}

function findBy(journal: SessionJournal, model: string, name: string, value: string, find: (key: string) => AdapterPayload | undefined): AdapterPayload | undefined {
  for (const [key, entry] of journal.entries()) if (key.startsWith(`${model}:`) && entry.payload[name] === value) return find(key);
  return undefined;
}

function withGrace(model: string, payload: Readonly<Record<string, unknown>>, nowMs: number): AdapterPayload {
  const { consumed, ...rest } = payload;
  const isForgiven = model === "RefreshToken" && rest["jkt"] !== undefined && typeof consumed === "number" && nowMs - consumed * 1000 < REUSE_GRACE_MS;
  return isForgiven || consumed === undefined ? rest : { ...rest, consumed };
}
