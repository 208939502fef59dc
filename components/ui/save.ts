/** Gives a file to the browser's downloads. @param content text, or bytes */
export function save(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun when the click is over; its address may go a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
