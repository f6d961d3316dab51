import type { Me } from "./protocol.ts";

/** The name of a person of these branches; her id where the centre told no name. */
export const personName = (user: string, me: Me): string => (user === me.user ? me.name : (me.colleagues?.find((other) => other.user === user)?.name ?? user));
