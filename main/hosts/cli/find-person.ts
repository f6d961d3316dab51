import type { Me } from "../../../shared/sync/protocol.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";

type Person = { readonly user: string; readonly name: string };
const plain = (text: string): string => unaccented(text).toLowerCase().replaceAll(/[\s.'’-]+/g, " ").trim();

/** People of the caller's branches, herself among them. */
export const peopleOf = (me: Me): readonly Person[] => me.colleagues ?? [{ user: me.user, name: me.name }];

/** Who is meant by an id, a name, or the beginning of one, accents and case aside; more than one where it is not clear. */
export function findPeople(me: Me, named: string): readonly Person[] {
  const wanted = plain(named);
  const people = peopleOf(me);
  const exact = people.filter(({ user, name }) => user === named.trim().toLowerCase() || plain(name) === wanted);
  return exact.length > 0 || wanted === "" ? exact : people.filter(({ name }) => plain(name).startsWith(wanted));
}
