namespace Cluster;

/// <summary>What workers have of the environment of the process that starts them.</summary>
public enum EnvironmentMode
{
    /// <summary>All of it.</summary>
    Inherit,

    /// <summary>
    /// What nearly every program needs: <c>PATH</c>, <c>HOME</c>, <c>LANG</c>, <c>LC_*</c>, <c>TMPDIR</c>, <c>TZ</c>, <c>XDG_RUNTIME_DIR</c>; on Windows its folders, too.
    /// No passwords and keys that happen to be in the environment, no startup hooks, no profilers.
    /// </summary>
    Minimal,
}
