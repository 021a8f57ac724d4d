from souk.edge.process import main

main()
