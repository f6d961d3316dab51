import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PacksAnswer, PacksRequest, PublishedPackMessage } from "../../../shared/sync/pack-messages.ts";
import type { PackWord, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import type { Caller } from "../services.ts";
import { publishedOf } from "./published-packs.ts";

/** What the centre published, to any person of the directory: rules are nobody's secret. */
export function createTellPacks(store: Pick<Store, "listPacks">, centre: Centre) {
  return async (_caller: Caller, request: PacksRequest): Promise<Result<PacksAnswer, CodedError>> => {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined) return err(refusal);
    const have = new Set(request.have);
    return ok({
      packs: publishedOf(await store.listPacks()).map(({ row: { name, hash, document }, published, withdrawn }): PublishedPackMessage => ({
        name, hash, ...(have.has(name) ? {} : { document }), published: signedOf(published), ...(withdrawn === undefined ? {} : { withdrawn: signedOf(withdrawn) }),
      })),
    });
  };
}

/** As the desk wrote it: key, then signature. */
function signedOf({ at, signature }: PackWord): PublishedPackMessage["published"] {
  const [kid = "", text = ""] = (signature ?? "").split(".");
  return { kid, at, signature: text };
}
