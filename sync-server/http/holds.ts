import { holdsAnswerSchema, liftHoldRequestSchema, listHoldsRequestSchema, setHoldRequestSchema } from "../../shared/sync/hold-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** What holds a file, so that it is not erased whatever its time. */
export const holdRoutes = ({ holds }: Pick<Services, "holds">): readonly Route[] => [
  route({ method: "POST", path: "/v1/holds", summary: "What holds a file of the caller's branches.", allow: allow("files.hold"), parse: listHoldsRequestSchema, answer: holdsAnswerSchema, run: holds.list }),
  route({ method: "POST", path: "/v1/holds/set", summary: "From now on the file is not erased, for one of three reasons.", allow: allow("files.hold"), parse: setHoldRequestSchema, answer: holdsAnswerSchema, run: holds.set }),
  route({ method: "POST", path: "/v1/holds/lift", summary: "A hold ends at the word of two persons; the word that stands is taken back by either.", allow: allow("files.hold"), parse: liftHoldRequestSchema, answer: holdsAnswerSchema, run: holds.lift }),
];
