// A command to the server. Answers with {ok, status, data}; never throws for an answer, only when there was none.
export const csrf = () => document.body.dataset.csrf;

export async function post(address, fields, { method = "POST", key = "", keepalive = false } = {}) {
  const headers = { "X-CSRFToken": csrf(), Accept: "application/json" };
  if (key) headers["Idempotency-Key"] = key;
  const answer = await fetch(address, { method, headers, body: new URLSearchParams(fields), keepalive });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { ok: answer.ok, status: answer.status, data: isJson ? await answer.json() : {} };
}
