export const TONE_PACK = 'risky-tone';
export const FILE_OF_PACK = `${TONE_PACK}.yml`;
