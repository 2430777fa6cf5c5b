/** With less free space on the disk of the data folder, uploads and answers will soon fail. */
export const MIN_FREE_MB = 500;
