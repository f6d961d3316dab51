/** Why there is no picture: what a person can do about each differs. */
export type CameraFault = "refused" | "none" | "busy" | "failed";
export type Camera = { readonly stream: MediaStream; readonly devices: readonly { readonly id: string; readonly name: string }[]; readonly device: string | undefined };

/** Sharp enough for a page of A4 to be read; a camera gives the nearest that it can. */
const WANTED = { width: { ideal: 2560 }, height: { ideal: 1440 }, facingMode: { ideal: "environment" } } as const;
const JPEG_QUALITY = 0.9;

/** Whether this window may ask for a camera at all. */
export const canCapture = (): boolean => typeof navigator.mediaDevices?.getUserMedia === "function";

/** Pictures only, never sound. Who closes it stops it: the camera's lamp goes out. */
export async function openCamera(device?: string): Promise<Camera | CameraFault> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: device === undefined ? WANTED : { ...WANTED, deviceId: { exact: device } } });
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput").map(({ deviceId, label }, n) => ({ id: deviceId, name: label || String(n + 1) }));
    return { stream, devices, device: stream.getVideoTracks()[0]?.getSettings().deviceId };
  } catch (error) {
    return faultOf(error instanceof DOMException ? error.name : "");
  }
}

export const closeCamera = ({ stream }: Pick<Camera, "stream">): void => stream.getTracks().forEach((track) => track.stop());

export function faultOf(name: string): CameraFault {
  switch (name) {
    case "NotAllowedError": case "SecurityError": return "refused";
    case "NotFoundError": case "OverconstrainedError": return "none";
    case "NotReadableError": case "AbortError": return "busy";
    default: return "failed";
  }
}

/** Draws what the camera sees now, whole. False while it sees nothing yet. */
export function freeze(video: HTMLVideoElement, canvas: HTMLCanvasElement): boolean {
  if (video.videoWidth === 0 || video.videoHeight === 0) return false;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return true;
}

/** The picture as a JPEG file; its name says when, in UTC, for order only. Undefined where the browser makes none. */
export async function pictureOf(canvas: HTMLCanvasElement, at: number): Promise<File | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
  return blob === null ? undefined : new File([blob], pictureName(at), { type: "image/jpeg" });
}

export const pictureName = (at: number): string => `photo-${new Date(at).toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-")}.jpg`;
