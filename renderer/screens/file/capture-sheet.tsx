/* oxlint-disable jsx-a11y/prefer-tag-over-role -- The picture taken is drawn on a canvas: no address leads to it, as an image needs one. */
import { useEffect, useId, useRef, useState, type ReactElement } from "react";
import { Button } from "../../components/button.tsx";
import { Floating } from "../../components/floating.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { closeCamera, freeze, openCamera, pictureOf, type Camera, type CameraFault } from "../../state/camera.ts";

/** A document under the camera of the counter: seen, taken, looked at, then added or taken again. The camera is on only while this is open. */
export function CaptureSheet({ onPicture, onClose }: { readonly onPicture: (picture: File) => void; readonly onClose: () => void }): ReactElement {
  const { t, count } = useWords();
  const id = useId();
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [device, setDevice] = useState<string>();
  const [camera, setCamera] = useState<Camera>();
  const [fault, setFault] = useState<CameraFault>();
  const [taken, setTaken] = useState(false);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    let isOver = false;
    let opened: Camera | undefined;
    const open = async (): Promise<void> => {
      const asked = await openCamera(device);
      if (typeof asked === "string") return isOver ? undefined : setFault(asked);
      if (isOver) return closeCamera(asked);
      opened = asked;
      setFault(undefined);
      setCamera(asked);
      if (video.current !== null) video.current.srcObject = asked.stream;
    };
    void open();
    return () => {
      isOver = true;
      if (opened !== undefined) closeCamera(opened);
    };
  }, [device]);
  const take = (): void => {
    if (video.current !== null && still.current !== null && freeze(video.current, still.current)) setTaken(true);
  };
  const use = async (): Promise<void> => {
    const picture = still.current === null ? undefined : await pictureOf(still.current, Date.now());
    if (picture === undefined) return setFault("failed");
    onPicture(picture);
    setAdded(added + 1);
    setTaken(false);
  };
  return (
    <Floating title={t("documents.capture.title")} onClose={onClose} look="picture capture">
      <p className="quiet small">{t("documents.capture.why")}</p>
      {fault === undefined ? null : <Note tone="stop" live><p><strong>{t(`documents.capture.${fault}`)}</strong> {t(`documents.capture.${fault}.todo`)}</p></Note>}
      <div className="capture-view" data-state={fault !== undefined ? "fault" : taken ? "taken" : camera === undefined ? "opening" : "live"}>
        <video ref={video} autoPlay muted playsInline hidden={taken || fault !== undefined} aria-label={t("documents.capture.live")} />
        <canvas ref={still} hidden={!taken} role="img" aria-label={t("documents.capture.still")} />
      </div>
      {camera === undefined || camera.devices.length < 2 || taken ? null : (
        <div className="field">
          <label htmlFor={`${id}-device`}>{t("documents.capture.device")}</label>
          <select id={`${id}-device`} className="input" value={device ?? camera.device ?? ""} onChange={(event) => setDevice(event.target.value)}>
            {camera.devices.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        </div>
      )}
      <output className="quiet small">{added === 0 ? "" : count("documents.capture.added", added)}</output>
      <div className="foot">
        {taken ? (
          <>
            <Button look="main" onPress={() => void use()}>{t("documents.capture.use")}</Button>
            <Button onPress={() => setTaken(false)}>{t("documents.capture.again")}</Button>
          </>
        ) : <Button look="main" held={camera === undefined || fault !== undefined} onPress={take}>{t("documents.capture.take")}</Button>}
        <Button look="plain" onPress={onClose}>{t("documents.capture.done")}</Button>
      </div>
    </Floating>
  );
}
