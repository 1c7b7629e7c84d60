target_sources(paribus_report PRIVATE inquiry.cpp points.cpp breaks.cpp shares.cpp verdicts.cpp baselines.cpp judged.cpp described.cpp laws.cpp paths.cpp traces.cpp coefficients.cpp ranking.cpp)
