import type { ReactElement } from "react";
import type { FleetShow, FleetTotals } from "../../../shared/fleet/fleet.ts";
import { LOOK_REASONS } from "../../../shared/fleet/judge-device.ts";
import { useWords } from "../../components/words.ts";

/** More versions than a fleet should have; the filter has them all. */
const VERSIONS_TOLD = 4;

type FleetTotalsProps = { readonly totals: FleetTotals; readonly shown: FleetShow; /** False: more is on its way. */ readonly isWhole: boolean; readonly onShow: (show: FleetShow) => void };

/** How many there are, and how many need a look for which reason: each reason shows those. */
export function FleetTotalsPart({ totals, shown, isWhole, onShow }: FleetTotalsProps): ReactElement {
  const { t, count, format } = useWords();
  const versions = totals.versions.slice(0, VERSIONS_TOLD).map(({ version, many }) => t("devices.fleet.version", { version, n: format.count(many) }));
  const reasons = LOOK_REASONS.filter((reason) => totals.why[reason] > 0);
  return (
    <div className="fleet-totals">
      <p>
        <strong>{count("devices.fleet.all", totals.all)}</strong>
        {[t("devices.fleet.working", { n: format.count(totals.working) }), count("devices.fleet.pending", totals.pending), ...(versions.length === 0 ? [] : [t("devices.fleet.versions", { versions: versions.join(", ") })])].map((part) => ` · ${part}`)}
      </p>
      {isWhole ? null : <output className="quiet">{t("devices.fleet.coming")}</output>}
      <p className={totals.look === 0 ? "quiet" : "attend"}>{totals.look === 0 ? t("devices.fleet.well") : count("devices.fleet.look", totals.look)}</p>
      {reasons.length === 0 ? null : (
        <ul className="fleet-reasons">
          {reasons.map((reason) => (
            <li key={reason}><button type="button" className="fleet-reason" aria-pressed={shown === reason} onClick={() => onShow(shown === reason ? "all" : reason)}>{count(`devices.why.${reason}`, totals.why[reason])}</button></li>
          ))}
        </ul>
      )}
    </div>
  );
}
