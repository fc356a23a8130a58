// The widget's HTTP interface, one call at a time.

/** The server's refusal, or status 0 when no server answered. `again`: the same call may succeed later. */
export class Refused extends Error {
  constructor(status, body = {}, after = 0) {
    super(body.message || "");
    Object.assign(this, { status, code: body.code || "", after });
  }
  get again() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export async function call(method, path, token, body) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(`/widget/api/${path}`, {
      method, headers, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store",
      signal: AbortSignal.timeout(15000),
    });
  } catch {
    throw new Refused(0);
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told, Number(answer.headers.get("Retry-After")) || 0);
  return told;
}

/** A key for one message; also where the page is not served over HTTPS. */
export const newId = () =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
