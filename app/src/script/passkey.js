// Asks a device for a passkey and sends what it says with the form of its button. An external file with a hashed name, so
// that no page needs inline script; a page without it says what else there is.
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const named = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));
const MINUTES = 2 * 60 * 1000;

const make = async (ask) => {
  const [id, name] = ask.person;
  const { response } = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(ask.challenge),
      rp: { id: ask.party, name: "Tidemark" },
      user: { id: bytes(id), name, displayName: name },
      pubKeyCredParams: ask.kinds.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: named(ask.known),
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
      attestation: "none",
      extensions: { prf: {} },
      timeout: MINUTES,
    },
  });
  return { client: hex(response.clientDataJSON), data: hex(response.getAuthenticatorData()) };
};

const sign = async (ask) => {
  const signed = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(ask.challenge),
      rpId: ask.party,
      allowCredentials: named(ask.known),
      userVerification: ask.secret ? "required" : "preferred",
      extensions: ask.secret ? { prf: { eval: { first: bytes(ask.secret) } } } : {},
      timeout: MINUTES,
    },
  });
  const { clientDataJSON, authenticatorData, signature } = signed.response;
  const secret = ask.secret && signed.getClientExtensionResults().prf?.results?.first;
  return {
    credential: hex(signed.rawId),
    client: hex(clientDataJSON),
    data: hex(authenticatorData),
    signature: hex(signature),
    ...(secret ? { prf: hex(secret) } : {}),
  };
};

const send = (form, values) => {
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
};

for (const button of document.querySelectorAll("button.passkey")) {
  if (!window.PublicKeyCredential) continue;
  const ask = JSON.parse(button.dataset.ask);
  const failed = button.parentElement.querySelector(".passkey-failed");
  const same = button.parentElement.querySelector(".passkey-same");
  button.parentElement.querySelector(".passkey-without").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!button.form.reportValidity()) return;
    button.disabled = true;
    failed.hidden = true;
    same.hidden = true;
    try {
      const said = await (ask.make ? make : sign)(ask);
      send(button.form, { challenge: ask.challenge, ...said });
    } catch (error) {
      // A browser says so where a device has one of the passkeys that are there already.
      const known = ask.make && error instanceof DOMException && error.name === "InvalidStateError";
      (known ? same : failed).hidden = false;
      button.disabled = false;
    }
  });
}
