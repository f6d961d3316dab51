import type { ReactElement } from "react";
import { NEIGHBOUR_PASSPHRASE, type WeatherWorkstation } from "../../../shared/bridge/weather-views.ts";
import { Button } from "../../components/button.tsx";
import { useWords } from "../../components/words.ts";
import { WeatherActLine, WeatherPart } from "./weather-act.tsx";
import type { GivenAddress, WeatherOrders } from "./weather-screen.tsx";

/** The workstations of this computer: how each is, and the way to its window. */
export function WorkstationsPart({ view: { workstations }, order, held, given }: WeatherOrders & { readonly given: GivenAddress | undefined }): ReactElement {
  const { t } = useWords();
  const isOpen = (name: string): boolean => workstations.some(({ workstation, kind }) => workstation === name && kind !== "closed");
  return (
    <WeatherPart title={t("weather.workstations")}>
      <ul className="weather-stations">
        {workstations.map((each) => <Station key={each.workstation} station={each} order={order} held={held} given={given} />)}
      </ul>
      <ul>
        {isOpen("second") ? null : <WeatherActLine label={t("weather.second")} does={t("weather.second.does", { passphrase: NEIGHBOUR_PASSPHRASE })} held={held} onPress={() => order({ act: "second" })} />}
        <WeatherActLine label={t("weather.clone")} does={t("weather.clone.does")} see={t("weather.clone.see")} held={held} onPress={() => order({ act: "clone" })} />
      </ul>
    </WeatherPart>
  );
}

type StationProps = Pick<WeatherOrders, "order" | "held"> & { readonly station: WeatherWorkstation; readonly given: GivenAddress | undefined };

function Station({ station: { workstation, kind, person = "", sync, code = "", waiting }, order, held, given }: StationProps): ReactElement {
  const { t, count } = useWords();
  const what = t(`weather.workstation.${workstation}`);
  const parts = [
    t(`weather.workstation.${kind}`, { person }),
    ...(sync === undefined ? [] : [t(`weather.sync.${sync}`, { code })]),
    ...(waiting > 0 ? [count("weather.waiting", waiting)] : []),
  ];
  const isOther = workstation !== "main" && kind !== "closed";
  return (
    <li>
      <p><strong>{what}</strong> <span className="quiet">{parts.join(" · ")}</span></p>
      {isOther ? (
        <div className="weather-buttons">
          <Button short label={t("weather.address.of", { what })} onPress={() => order({ act: "address", workstation })}>{t("weather.address")}</Button>
          <Button short held={held} label={t("weather.close.of", { what })} onPress={() => order({ act: "close", workstation })}>{t("weather.close")}</Button>
        </div>
      ) : null}
      {given?.workstation === workstation ? <output><a href={given.address} target="_blank" rel="noreferrer">{t("weather.address.open", { what })}</a> <span className="quiet">{t("weather.address.once")}</span></output> : null}
    </li>
  );
}
