import { EXIT, type ExitCode } from "../exit-codes.ts";
import { withDesk, type Surroundings } from "./command.ts";

/** `sign-out`: ends the sign-in at the bank, and tells its identity provider where it can be told. A Guichet that is open on the folder locks. */
export const signOut = (given: Surroundings): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const session = await bridge.call("session.signOut", undefined);
    out.document({ session });
    out.line(out.words.say("signOut.done"));
    return EXIT.done;
  });
