/** The one script of the store's pages: hands the page's options to the browser and its answer to the page's form. */
const form = document.querySelector('form[data-passkey]');
const problem = document.querySelector('#passkey-problem');

/** Base64url without padding to bytes and back: `parseCreationOptionsFromJSON` and `toJSON` are not everywhere yet. */
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const descriptors = (list = []) => list.map((one) => ({ ...one, id: toBytes(one.id) }));

const create = async (options) => {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: descriptors(options.excludeCredentials),
    },
  });
  const { response } = credential;
  return {
    credential,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
};

const get = async (options) => {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: descriptors(options.allowCredentials),
    },
  });
  const { response } = credential;
  return {
    credential,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle === null ? null : toText(response.userHandle),
    },
  };
};

const fail = () => {
  problem.hidden = false;
  problem.focus();
};

if (typeof PublicKeyCredential === 'undefined') fail();

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.hidden = true;
  try {
    const ask = form.dataset.kind === 'create' ? create : get;
    const { credential, response } = await ask(JSON.parse(form.dataset.passkey));
    const { id, rawId, type } = credential;
    const answer = { id, rawId: toText(rawId), type, clientExtensionResults: {}, response };
    form.elements.namedItem('answer').value = JSON.stringify(answer);
    form.submit();
  } catch {
    fail();
  }
});
