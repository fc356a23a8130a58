// What outlives a reload: the visitor's token, the conversation, and what is not sent yet.
// Read again before every change, because a second tab of the same site shares it.

export function openStore(site) {
  const key = `agentdesk.${site}`;
  let memory = { token: "", conversation: "", unsent: [] };
  const read = () => {
    try {
      memory = { ...memory, ...JSON.parse(localStorage.getItem(key)) };
    } catch { /* blocked or broken storage: this page's memory has to do */ }
    return memory;
  };
  const change = (changes) => {
    memory = { ...read(), ...changes };
    try {
      localStorage.setItem(key, JSON.stringify(memory));
    } catch { /* full or blocked */ }
  };
  return {
    read,
    change,
    add: (item) => change({ unsent: [...read().unsent, item] }),
    drop: (id) => {
      if (read().unsent.some((item) => item.client_id === id)) {
        change({ unsent: memory.unsent.filter((item) => item.client_id !== id) });
      }
    },
  };
}
