// Stands for the process in which attempts are made, and never ends any.

process.on("message", () => {
  process.send?.({ began: "what has no end" });
  for (;;);
});
process.send?.("ready");
