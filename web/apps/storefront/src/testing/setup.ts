import { loadWords } from "@/lib/words";

await loadWords("en");
