/** The name over the shop's door, drawn: a star for the gate's lamp, then s o u k with an arch for the u turned over. */
export function Wordmark({ height = 30 }: { height?: number }) {
  return (
    <svg height={height} width={(height * 128) / 36} viewBox="0 0 128 36" role="img" aria-label="Souk">
      <path
        fill="var(--saffron)"
        d="M14 3.5l4.1 4.1 5.8 0 0 5.8 4.1 4.1-4.1 4.1 0 5.8-5.8 0-4.1 4.1-4.1-4.1-5.8 0 0-5.8L0 17.5l4.1-4.1 0-5.8 5.8 0z"
      />
      <path fill="var(--paper)" d="M14 10.5c3 2 4.7 4.3 4.7 7.2v6h-9.4v-6c0-2.9 1.7-5.2 4.7-7.2z" />
      <g fill="none" stroke="currentColor" strokeWidth="4.2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M52 12.8c-1.3-1.8-3.4-2.7-6-2.7-3.4 0-5.9 1.7-5.9 4.3 0 6 12.5 2.5 12.5 8.7 0 2.9-2.8 4.8-6.4 4.8-3 0-5.5-1.2-6.9-3.3" />
        <circle cx="70" cy="19" r="8.9" />
        <path d="M87 10.2v9.3c0 5.2 2.9 8.4 7.4 8.4s7.4-3.2 7.4-8.4v-9.3" />
        <path d="M111 3.5v24.3M123.5 10.2 111.6 20.4M115.5 17.5l8.8 10.3" />
      </g>
    </svg>
  );
}
