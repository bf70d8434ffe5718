using System.Numerics;
using System.Runtime.InteropServices;

namespace Switchyard.Cli;

/// <summary>The inner loops: everything the trainers compute is made of these.</summary>
internal static class Vectors
{
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<Vector<T>> a = MemoryMarshal.Cast<T, Vector<T>>(x), b = MemoryMarshal.Cast<T, Vector<T>>(y[..x.Length]);
        Vector<T> s0 = default, s1 = default;
        var i = 0;
        for (; i + 1 < a.Length; i += 2)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
        }

        if (i < a.Length) s0 += a[i] * b[i];
        var sum = Vector.Sum(s0 + s1);
        for (var k = a.Length * Vector<T>.Count; k < x.Length; k++) sum += x[k] * y[k];
        return sum;
    }

    /// <summary>y += scale · x.</summary>
    public static void Add<T>(T scale, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        var a = MemoryMarshal.Cast<T, Vector<T>>(x);
        var b = MemoryMarshal.Cast<T, Vector<T>>(y[..x.Length]);
        var factor = new Vector<T>(scale);
        for (var i = 0; i < a.Length; i++) b[i] += factor * a[i];
        for (var k = a.Length * Vector<T>.Count; k < x.Length; k++) y[k] += scale * x[k];
    }

    /// <summary>Four rows against one: the row that is shared is read once from memory.</summary>
    public static void Dot4(float[] r0, float[] r1, float[] r2, float[] r3, ReadOnlySpan<float> x, Span<float> sums)
    {
        var n = x.Length;
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(r0.AsSpan(0, n)), b = MemoryMarshal.Cast<float, Vector<float>>(r1.AsSpan(0, n));
        ReadOnlySpan<Vector<float>> c = MemoryMarshal.Cast<float, Vector<float>>(r2.AsSpan(0, n)), d = MemoryMarshal.Cast<float, Vector<float>>(r3.AsSpan(0, n));
        var v = MemoryMarshal.Cast<float, Vector<float>>(x);
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var i = 0; i < v.Length; i++)
        {
            var u = v[i];
            s0 += a[i] * u;
            s1 += b[i] * u;
            s2 += c[i] * u;
            s3 += d[i] * u;
        }

        (sums[0], sums[1], sums[2], sums[3]) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
        for (var k = v.Length * Vector<float>.Count; k < n; k++)
        {
            sums[0] += r0[k] * x[k];
            sums[1] += r1[k] * x[k];
            sums[2] += r2[k] * x[k];
            sums[3] += r3[k] * x[k];
        }
    }
}
