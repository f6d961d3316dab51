import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { Me } from "../../../../shared/sync/protocol.ts";
import type { ExitCode } from "../exit-codes.ts";
import { findPeople, peopleOf } from "../find-person.ts";
import type { Output } from "../output.ts";
import { sayUsage } from "../say-usage.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** Runs `work` with who is signed in, as this workstation knows her. */
export const withMe = (given: Surroundings, work: (bridge: Bridge, me: Me) => Promise<ExitCode>): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const session = await bridge.call("session.state", undefined);
    return session.kind === "open" ? await work(bridge, session.me) : given.out.failure({ code: "G1008" });
  });

/** The id of the one person that is named; undefined once it was said that there is none, or several. */
export function personNamed(out: Output, me: Me, named: string): string | undefined {
  const found = findPeople(me, named);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.user;
  const names = (found.length > 1 ? found : peopleOf(me)).map(({ name, user }) => `${name} (${user})`).join(", ");
  sayUsage(out, out.words.say(found.length > 1 ? "person.several" : "person.none", { named, names }));
  return undefined;
}
